/**
 * A program that waits on when the input ends at a question.
 *
 * @file shared/config/ask.ts
 * @caughtBy Ctrl-D at a question ends the program
 * @says should have ended after Ctrl-D…Ctrl-D ends the input
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
    input.keys.on("keypress", (_characters: unknown, key: Key) => {});
    try {
      const prompt = inquirer.createPromptModule({
        input: input.keys,
        output,
        signal: AbortSignal.any(signals),
      });
      const { answer } = await prompt([{ ...promptOf(question), name: "answer" }]);
      return String(answer);
    } catch (error) {
      if (leaving.signal.aborted || isCtrlC(error)) return undefined;
      if (!again.signal.aborted) throw error;
    } finally {
      input.close();
    }
  }
}
