/**
 * The load generator: loads several servers in turn, a slice of time each, and prints what it saw.
 *
 * Its one argument is an `EchoJob`, its output an `EchoReport`. It is a process of its own, so that
 * the server under load has one of two processors to itself; the servers not under load sleep.
 */
import type { EchoJob, EchoReport, EchoResult, LoadFailure } from "./job.ts";
import { Target } from "./target.ts";

const job: EchoJob = JSON.parse(process.argv[2] ?? "");
const report = await run(job);
process.stdout.write(JSON.stringify(report), () => process.exit());

async function run(job: EchoJob): Promise<EchoReport> {
  const targets = job.targets.map((address) => new Target(address, job));
  const results: (EchoResult[] | LoadFailure)[] = targets.map(() => []);
  const inTurn = async (deed: (target: Target) => Promise<EchoResult | undefined>) => {
    for (const [index, target] of targets.entries()) {
      const soFar = results[index];
      if (!Array.isArray(soFar)) continue;
      try {
        const result = await deed(target);
        if (result !== undefined) soFar.push(result);
      } catch (error) {
        results[index] = { failure: error instanceof Error ? error.message : String(error) };
        await target.close();
      }
    }
  };
  await inTurn(async (target) => void (await target.open(job)));
  for (let slice = 0; slice < job.slices; slice += 1) {
    await inTurn((target) => target.measure(job.sliceMs));
  }
  await Promise.all(targets.map((target) => target.close()));
  return results;
}
