/**
 * A program that lets control characters into a name.
 *
 * @file shared/auth/parse-name.ts
 * @caughtBy what is no name is refused, and asked for again
 * @says A tab is a control character
 */

const HARMFUL = /[\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufffd]/u;
