/**
 * A program that escapes line ends, and not the escape character.
 *
 * @file shared/storage/csv-row.ts
 * @caughtBy a backslash in a name is escaped
 * @says A backslash begins an escape in the file
 */

const UNSAFE = /[\p{Cc}\u2028\u2029\p{Cs}]/gu;
