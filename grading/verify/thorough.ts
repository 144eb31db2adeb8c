/**
 * Whether the tests of the grader take their time. `npm run verify` does all that there is to do;
 * `npm test`, which every change waits for, does less of what is alike.
 */
export const isThorough = process.env.THOROUGH !== undefined;
