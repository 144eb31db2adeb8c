/**
 * A program that looks users up by their names in the file.
 *
 * @file users/clients-csv.ts
 * @caughtBy clients.csv shows neither name nor address nor password
 * @says look names up by their HMAC
 */

export class ClientRows {
  indexOf(name: string): string {
    return canonicalName(name);
  }
}
