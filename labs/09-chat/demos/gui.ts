/**
 * `npm run lab 09 gui`: the client, with a page in a browser.
 *
 * It prints an address, which opens the page once; at Enter it prints a new one. The encrypted
 * connection to the chat server is this program's; what the page shows comes to it by a WebSocket.
 *
 *     npm run lab 09 gui
 *     npm run lab 09 gui -- --open
 *     npm run lab 09 gui -- --host 192.168.1.5 --tls
 */
import { createInterface } from "node:readline";
import { readOptions } from "../../../shared/config/program-options.ts";
import { runProgram, stopSignal } from "../../../shared/process/program.ts";
import { makeSession } from "../d-delivery/session.ts";
import { openBrowser, openChatPage, pageSettings } from "../gui/open-page.ts";

await runProgram(async () => {
  const options = await readOptions("gui", pageSettings);
  const page = await openChatPage({ ...options, makeSession });
  const showAddress = () => {
    const address = page.newAddress();
    console.log(`page ${address}`);
    return address;
  };
  const address = showAddress();
  if (options.open) void openInBrowser(address);
  if (process.stdin.isTTY)
    console.error("The address opens once. Press Enter for a new one, Ctrl-C to stop.");
  // At Enter: somebody has closed the browser, or wants to go on in another one.
  const input = createInterface({ input: process.stdin }).on("line", showAddress);
  await stopSignal();
  input.close();
  process.stdin.destroy();
  await page.close();
});

async function openInBrowser(address: string): Promise<void> {
  if (!(await openBrowser(address))) {
    console.error("Cannot open a browser here: open the address yourself");
  }
}
