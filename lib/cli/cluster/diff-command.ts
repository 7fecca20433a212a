import { Command } from 'commander';
import { changeLines, changesAsJson, isChanging, removalLines, totalLines } from './plan-text';
import { prepare, type CompareOptions, wantedBy } from './prepare';
import { contextOption, jsonOption, platformFileOption, takeOverOption } from './options';
import { exitWith, placeOf, withSession } from './session';

interface Options extends CompareOptions {
  readonly file: string;
  readonly json: boolean;
}

/** Exit codes of diff, as helm-diff and Terraform have them. */
const EXIT_CODES = { same: 0, different: 2 };

const HELP = `
Each object is tried by the API server, which stores nothing, and compared with the object that exists. Objects whose
namespace or kind does not exist yet cannot be tried. Values of Secrets are never shown.

Exit codes:
  0  nothing differs
  1  the platform or the cluster cannot be read, or the platform cannot be applied
  2  something differs

Examples:
  npx faas-stack diff -f platform.yaml
  npx faas-stack diff -f platform.yaml --context production --json`;

/** The command that shows what an apply would change. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('show what apply would change in the cluster')
    .addOption(platformFileOption())
    .addOption(contextOption())
    .addOption(takeOverOption())
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: Options) => exitWith(() => diff(options)));
}

function diff({ file, json, ...options }: Options): Promise<number> {
  const wanted = wantedBy(file);
  return withSession(options.context, async (session) => {
    const prepared = await prepare(session, wanted, options);
    const { changes, removals, platform, namespace } = prepared;
    const deleted = removals.steps.flat();
    const differs = deleted.length > 0 || changes.some(isChanging);
    if (json) console.log(JSON.stringify({ objects: changesAsJson(changes, deleted) }, null, 2));
    else if (differs) {
      const lines = [...changeLines(changes, true), ...removalLines(deleted, removals.kept)];
      console.log([placeOf(session, platform, namespace), ...lines, ...totalLines(changes, deleted.length)].join('\n'));
    }
    return differs ? EXIT_CODES.different : EXIT_CODES.same;
  });
}
