/**
 * A program that numbers the records inside TLS as well.
 *
 * @file channel/sealing.ts
 * @caughtBy inside TLS everything is the same
 * @says type 0
 */

export class PlainSealing implements Sealing {
  seal(type: number, body: string | Uint8Array): Uint8Array {
    return Buffer.concat([Buffer.alloc(8), Uint8Array.of(type), Buffer.from(body)]);
  }
}
