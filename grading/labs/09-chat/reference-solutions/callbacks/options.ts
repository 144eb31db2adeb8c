// Flags: all are texts, but for those that are there or not.
const args = process.argv.slice(2);

export function flag(name: string, fallback: string): string {
  const at = args.lastIndexOf(`--${name}`);
  return at === -1 ? fallback : (args[at + 1] ?? fallback);
}

export function number(name: string, fallback: number): number {
  return Number(flag(name, String(fallback)));
}

export function has(name: string): boolean {
  return args.includes(`--${name}`);
}
