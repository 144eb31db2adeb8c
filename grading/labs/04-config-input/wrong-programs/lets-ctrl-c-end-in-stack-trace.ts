/**
 * A program that lets Ctrl-C end in a stack trace.
 *
 * @file shared/config/ask.ts
 * @caughtBy Ctrl-C at a question ends the program
 * @says ExitPromptError
 */

export async function answerTo(
  question: Question | SelectQuestion,
  { output, signal }: { output: NodeJS.WriteStream; signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const { default: inquirer } = await import("inquirer");
  for (;;) {
    const leaving = new AbortController();
    const again = new AbortController();
    const signals = [leaving.signal, again.signal, ...(signal === undefined ? [] : [signal])];
    const input = new QuestionInput(process.stdin, () => again.abort());
    // inquirer handles Ctrl-C, but not Ctrl-D, after which no answer would ever come.
    input.keys.on("keypress", (_characters: unknown, key: Key) => {
      if (key.ctrl && key.name === "d") leaving.abort();
    });
    try {
      const prompt = inquirer.createPromptModule({
        input: input.keys,
        output,
        signal: AbortSignal.any(signals),
      });
      const { answer } = await prompt([{ ...promptOf(question), name: "answer" }]);
      return String(answer);
    } catch (error) {
      if (leaving.signal.aborted && isCtrlC(error)) return undefined;
      if (!again.signal.aborted) throw error;
    } finally {
      input.close();
    }
  }
}
