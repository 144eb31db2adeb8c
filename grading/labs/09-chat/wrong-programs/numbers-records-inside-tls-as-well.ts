/**
 * A program that numbers the records inside TLS as well.
 *
 * @file connection/tls.ts
 * @caughtBy inside TLS everything is the same
 * @says type 0
 */

export class PlainProtection implements RecordProtection {
  seal(type: number, body: string | Uint8Array): Uint8Array {
    return Buffer.concat([Buffer.alloc(8), Uint8Array.of(type), Buffer.from(body)]);
  }
}
