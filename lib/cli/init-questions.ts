import type { Interface } from 'node:readline/promises';
import { parsePlatform } from '../load/load';
import { PlatformFileError } from '../platform/mistake';
import { PROFILE_NAMES } from '../platform/model';
import { ENTRY_TYPES, platformText, type EntryType, type InitAnswers } from './init';

/** Types whose host name cannot be the default. */
const WITH_HOST: readonly EntryType[] = ['LoadBalancer', 'Standard'];

/** The terminal, as far as the questions use it. */
export type Terminal = Pick<Interface, 'question'> & { readonly say: (text: string) => void };

/** Asks for the contents of a platform file; Enter takes the default, and a wrong answer is asked for again. */
export async function askAnswers(terminal: Terminal): Promise<InitAnswers> {
  let answers: InitAnswers = { profile: 'standard' };
  const ask = async (question: string, toAnswer: (text: string) => Partial<InitAnswers> | string): Promise<void> => {
    for (;;) {
      const text = (await terminal.question(`${question}: `)).trim();
      if (text === '') return;
      const given = toAnswer(text);
      const problem = typeof given === 'string' ? given : problemOf({ ...answers, ...given });
      if (problem === undefined && typeof given !== 'string') {
        answers = { ...answers, ...given };
        return;
      }
      terminal.say(`  ${String(problem)}`);
    }
  };
  await ask(`Profile, one of ${PROFILE_NAMES.join(', ')} [standard]`, (text) => {
    const profile = PROFILE_NAMES.find((name) => name === text);
    return profile ? { profile } : `write one of ${PROFILE_NAMES.join(', ')}`;
  });
  await ask('Name of the instance, the prefix of all names [owdev]', (name) => ({ name }));
  await ask('Namespace [openwhisk]', (namespace) => ({ namespace }));
  await ask("Storage class [the cluster's default]", (storageClass) => ({ storageClass }));
  await ask(`Entry, one of ${ENTRY_TYPES.join(', ')} [NodePort]`, (text) => {
    const ingress = ENTRY_TYPES.find((type) => type.toLowerCase() === text.toLowerCase());
    if (!ingress) return `write one of ${ENTRY_TYPES.join(', ')}`;
    // Its host name is the next question.
    return WITH_HOST.includes(ingress) ? { ingress, host: 'openwhisk.example.org' } : { ingress };
  });
  await ask(`Host name of the API [${answers.host ?? 'localhost'}]`, (host) => ({ host }));
  await ask('Monitoring, yes or no [as the profile]', (text) => yesOrNo(text, 'monitoring'));
  await ask('Logging, yes or no [as the profile]', (text) => yesOrNo(text, 'logging'));
  return answers;
}

function yesOrNo(text: string, key: 'monitoring' | 'logging'): Partial<InitAnswers> | string {
  if (/^y(es)?$/i.test(text)) return { [key]: true };
  return /^no?$/i.test(text) ? { [key]: false } : 'write yes or no';
}

/** The first mistake in a platform file of the answers. */
function problemOf(answers: InitAnswers): string | undefined {
  try {
    parsePlatform(platformText(answers, ''));
    return undefined;
  } catch (error) {
    if (!(error instanceof PlatformFileError)) throw error;
    const [{ problem = '', fix = '' } = {}] = error.mistakes;
    return `${problem}; ${fix}`;
  }
}
