/**
 * A program that keeps the address of the last client in a variable that all share.
 *
 * @file server.ts
 * @base callbacks
 * @caughtBy clients that speak at the same time are kept apart
 * @says in a variable of the module, which all connections share
 */

let address = "";

class ClientConnection {
  constructor(socket: net.Socket, names: Names) {
    this.#socket = socket;
    this.#names = names;
    this.#address = addressOf(socket);
    address = this.#address;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => this.#take(Buffer.from(chunk)));
    socket.on("end", () => socket.end());
    const name = names.at(this.#address);
    if (name === undefined) this.#ask();
    else this.#greet(`welcome back, ${name}`);
  }

  #answer(line: string): void {
    if (line === "exit") {
      this.#socket.end();
      return;
    }
    const name = line.trim().normalize("NFC");
    if (!isName(name)) {
      this.#socket.write("cannot use that name: 1 to 32 letters that can be seen, please\n");
      this.#ask();
      return;
    }
    const stored = this.#names.add(address, name);
    this.#greet(stored === name ? `nice to meet you, ${name}` : `welcome back, ${stored}`);
  }
}
