/**
 * A program that takes a text with blanks for harmless.
 *
 * @file shared/logging/log-line.ts
 * @caughtBy text that looks like fields stands in quotation marks
 * @says A value with blanks, quotation marks
 */

const HARMLESS = /^[ !#-<>-[\]-~]+$/;
