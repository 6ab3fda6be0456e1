/**
 * Programs that make calls of one file's functions and write what comes of them: on standard input `{ root, file, calls }`, on standard
 * output a line with the mark and a list of `{ value, stack }`, one a call. They run in a scratch copy.
 */

/** Stands before the results, since the file may write as well. */
export const resultMark = 'plinth-results:';

/** TypeScript files need a Node that takes their types away (22.18 or later); elsewhere they do not load. */
export const scriptRunner = String.raw`
import module from 'node:module';
import { readFileSync, writeSync } from 'node:fs';
import { inspect } from 'node:util';
import { pathToFileURL } from 'node:url';

// Sources name files without their ending, or by that of what they are built into.
module.registerHooks?.({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}(\/|$)/.test(specifier)) throw error;
      for (const name of [specifier + '.ts', specifier.replace(/\.js$/, '.ts'), specifier + '.js', specifier + '/index.ts', specifier + '/index.js'])
        try {
          return next(name, context);
        } catch {}
      throw error;
    }
  },
});
process.on('uncaughtException', () => {});
const leave = process.exit.bind(process);
process.exit = () => {
  throw new Error('exit');
};
const options = { depth: 6, sorted: true, compact: 100, breakLength: Infinity, maxArrayLength: 50, maxStringLength: 500, customInspect: false };
const { file, calls } = JSON.parse(readFileSync(0, 'utf8'));
const stackOf = (error) => String(error?.stack ?? error).split('\n').slice(0, 12).join('\n');
const late = (ms) => new Promise((resolve) => setTimeout(() => resolve({ value: 'does not end', stack: '' }), ms));

async function collected(value) {
  const settled = await value;
  if (settled === null || typeof settled !== 'object') return settled;
  const isAsync = typeof settled[Symbol.asyncIterator] === 'function';
  if (!isAsync && !(typeof settled.next === 'function' && typeof settled[Symbol.iterator] === 'function')) return settled;
  const found = [];
  for await (const each of settled) if (found.push(each) >= 50) break;
  return found;
}

async function resultOf(loaded, call) {
  try {
    const name = call.slice(0, call.indexOf('('));
    const value = await collected(new Function(name, 'return ' + call)(loaded[name]));
    return { value: inspect(value, options), stack: '' };
  } catch (error) {
    return { value: 'throws ' + (error?.name ?? typeof error), stack: stackOf(error) };
  }
}

let results;
try {
  const loaded = await import(pathToFileURL(file).href);
  results = [];
  for (const call of calls) results.push(await Promise.race([resultOf(loaded, call), late(1500)]));
} catch (error) {
  results = calls.map(() => ({ value: 'does not load', stack: stackOf(error) }));
}
writeSync(1, '\nplinth-results:' + JSON.stringify(results) + '\n');
leave(0);
`;

export const pythonRunner = String.raw`
import asyncio, importlib, inspect, itertools, json, os, sys, traceback, types

job = json.load(sys.stdin)
out, sys.stdout = sys.stdout, sys.stderr
root, file, calls = job["root"], job["file"], job["calls"]

# The packages around the file are not run: what they load is often not there.
folder, name = os.path.split(os.path.splitext(file)[0])
packages = []
while os.path.exists(os.path.join(folder, "__init__.py")) and len(folder) > len(root):
    packages.insert(0, folder)
    folder = os.path.dirname(folder)
sys.path.insert(0, folder)
prefix = ""
for package in packages:
    prefix = f"{prefix}.{os.path.basename(package)}".lstrip(".")
    bare = types.ModuleType(prefix)
    bare.__path__ = [package]
    sys.modules[prefix] = bare


def settled(value):
    if inspect.isawaitable(value):
        async def awaited():
            return await asyncio.wait_for(value, 1.5)
        value = asyncio.run(awaited())
    if inspect.isgenerator(value):
        value = list(itertools.islice(value, 50))
    return value


def result_of(loaded, call):
    try:
        return {"value": repr(settled(eval(call, dict(vars(loaded)))))[:2000], "stack": ""}
    except BaseException as error:
        return {"value": f"throws {type(error).__name__}", "stack": traceback.format_exc(limit=-12)}


try:
    loaded = importlib.import_module(f"{prefix}.{name}".lstrip("."))
    results = [result_of(loaded, call) for call in calls]
except BaseException:
    results = [{"value": "does not load", "stack": traceback.format_exc(limit=-12)} for _ in calls]
out.write("\nplinth-results:" + json.dumps(results) + "\n")
out.flush()
os._exit(0)
`;
