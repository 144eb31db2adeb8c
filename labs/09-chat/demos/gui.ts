/**
 * `npm run lab 09 gui`: the client, with a page in a browser.
 *
 * It prints an address, which opens the page once; at Enter it prints a new one. The encrypted
 * connection to the chat server is this program's; what the page shows comes to it by a WebSocket.
 *
 *     npm run lab 09 gui
 *     npm run lab 09 gui -- --host 192.168.1.5 --tls
 */
import { createInterface } from "node:readline";
import { runProgram } from "../../../shared/program.ts";
import { readOptions } from "../../../shared/program-options.ts";
import { stopSignal } from "../../../shared/stop-signals.ts";
import { openChatPage } from "../gui/open-chat-page.ts";
import { pageSettings } from "../gui/settings.ts";

await runProgram(async () => {
  const page = await openChatPage(await readOptions("gui", pageSettings));
  const showAddress = () => console.log(`page ${page.newAddress()}`);
  showAddress();
  if (process.stdin.isTTY)
    console.error("Open it in a browser. Enter gives another one, Ctrl-C ends.");
  // At Enter: somebody has closed the browser, or wants to go on in another one.
  const input = createInterface({ input: process.stdin }).on("line", showAddress);
  await stopSignal();
  input.close();
  process.stdin.destroy();
  await page.close();
});
