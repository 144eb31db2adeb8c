/** Opening an address in the person's browser, as each system does it. */
import { spawn } from "node:child_process";

/** The program that opens an address in the browser, with what stands before the address. */
export function browserCommand(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === "darwin") return ["open"];
  // Not `start`: that is the shell's, which would read the address.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return ["xdg-open"];
}

/** Opens the address. Resolves to whether there is a program for it; what becomes of it then is its own affair. */
export async function openBrowser(
  address: string,
  [program, ...before] = browserCommand(process.platform),
): Promise<boolean> {
  const started = Promise.withResolvers<boolean>();
  const browser = spawn(program, [...before, address], { stdio: "ignore", detached: true });
  browser.once("spawn", () => started.resolve(true));
  browser.once("error", () => started.resolve(false));
  browser.unref();
  return await started.promise;
}
