// Which texts are names.
const BAD = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;

export function isName(text: string): boolean {
  const length = Array.from(text).length;
  return length >= 1 && length <= 32 && !BAD.test(text) && /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
