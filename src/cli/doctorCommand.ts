import type { Command } from 'commander';
import { describeError, PlainError } from '../base/errors';
import { byteText } from '../core/models/byteText';
import { recommend } from '../core/models/recommend';
import type { EngineView } from '../core/ports';
import { wrongSize } from '../node/modelErrors';
import { libraryProblem, neededGlibc, neededGlibcxx } from '../node/systemLibraries';
import type { CliTools } from './cliTools';
import { engineWish } from './engineWish';
import { stopIfAborted, withWorkbench, type EngineWish, type Workbench } from './workbench';

const PROBE_TOKENS = 32;
const probe = [
  { role: 'user', content: 'Write the numbers from 1 to 60, separated by commas, and nothing else.' },
] as const;

/** `plinth doctor`. */
export function addDoctorCommand(program: Command, tools: CliTools): void {
  program
    .command('doctor')
    .description('check system, model and engine, and measure the speed of 32 tokens')
    .action(async (_options: object, command: Command) => {
      const { io } = tools;
      const line = (name: string, text: string): void => io.out(`${`${name}:`.padEnd(13)}${text}\n`);
      const wish = engineWish(command);
      const [system, models] = [await checkSystem(tools, line), await checkModels(tools, line)];
      const engine = await checkEngine(wish, tools, line);
      // The engine may have told of a file already, and says more.
      const others = models.filter(({ path }) => !engine.some((problem) => problem.includes(`"${path}"`)));
      const problems = [...system, ...others.map(({ problem }) => problem), ...engine];
      stopIfAborted(io.signal);
      if (problems.length > 0) throw new PlainError('unwell', problems.join(' '));
      line('result', 'all is well');
    });
}

type Line = (name: string, text: string) => void;

async function checkSystem(tools: CliTools, line: Line): Promise<string[]> {
  const libraries = await tools.libraries();
  const machine = await tools.machine();
  line('plinth', tools.version);
  line('node', `${process.version} on ${process.platform} ${process.arch}`);
  if (libraries.platform === 'linux') {
    line('libc', `glibc ${libraries.glibc ?? 'not found'} (needed: ${neededGlibc})`);
    line('libstdc++', `GLIBCXX ${libraries.glibcxx ?? 'not found'} (needed: ${neededGlibcxx})`);
  }
  line('memory', `${byteText(machine.totalMemoryBytes)}, of which ${byteText(machine.freeMemoryBytes)} can be used`);
  line('cores', `${machine.physicalCores} physical`);
  const problem = libraryProblem(libraries);
  return problem === undefined ? [] : [describeError(problem)];
}

interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

async function checkModels({ store, machine }: CliTools, line: Line): Promise<FileProblem[]> {
  const entries = await store.list();
  const here = entries.filter((entry) => entry.state === 'present').map((entry) => entry.model.id);
  const { model, reason } = recommend(await machine());
  line('models', `${here.length === 0 ? 'none' : here.join(', ')} in ${store.folder}`);
  line('recommended', `${model.id} (${byteText(model.bytes)}). ${reason}`);
  const damaged = entries.filter((entry) => entry.state === 'wrongSize');
  return damaged.map((entry) => ({ path: entry.path, problem: describeError(wrongSize(entry)) }));
}

async function checkEngine(wish: EngineWish, tools: CliTools, line: Line): Promise<string[]> {
  const { io } = tools;
  try {
    await withWorkbench(tools.open, wish, io.signal, async (bench, view) => {
      const { id, path, verified } = bench.model;
      line('model', `${id}, ${verified ? 'verified' : 'unverified'}, ${path}`);
      tellEngine(view, line);
      line('speed', await measure(bench, io.signal));
    });
    return [];
  } catch (error) {
    return [describeError(error)];
  }
}

function tellEngine({ engine, problem }: EngineView, line: Line): void {
  if (engine === undefined) return;
  const { model } = engine;
  line('backend', `${engine.backend ?? 'not known'}, ${engine.gpuLayers} layers on graphics`);
  line('devices', engine.devices.length === 0 ? 'processor only' : engine.devices.join(', '));
  line('threads', `${engine.threads}`);
  if (model !== undefined) {
    const abilities = [...(model.canComplete ? ['complete'] : []), ...(model.canChat ? ['chat'] : [])];
    line(
      'abilities',
      `${abilities.join(' and ') || 'none'}; ${model.architecture}, trained for ${model.trainedContextTokens} tokens`,
    );
  }
  line('engine', `${byteText(engine.residentBytes)} resident${problem === undefined ? '' : `; ${problem}`}`);
}

async function measure({ engine }: Workbench, signal: AbortSignal): Promise<string> {
  const { chunks, done } = engine.chat({ lane: 'explain', messages: probe, answerTokens: PROBE_TOKENS }, signal);
  const [stats] = await Promise.all([done, drain(chunks)]);
  const rate = (tokens: number, ms: number): string =>
    ms > 0 ? `${((1000 * tokens) / ms).toFixed(1)} tokens/s` : 'too fast to tell';
  const firstMs = Math.round(stats.queueMs + stats.prefillMs);
  return (
    `${stats.generatedTokens} tokens at ${rate(stats.generatedTokens, stats.decodeMs)}; ` +
    `prompt read at ${rate(stats.evaluatedTokens, stats.prefillMs)}; first token after ${firstMs} ms`
  );
}

async function drain(chunks: AsyncIterable<string>): Promise<void> {
  for await (const chunk of chunks) void chunk;
}
