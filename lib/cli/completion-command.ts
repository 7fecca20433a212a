import { Argument, Command } from 'commander';
import { completionScript, SHELLS, type Shell } from './completion';

const HELP = `
The script completes the program 'faas-stack', not 'npx faas-stack': put node_modules/.bin into PATH, or set an alias.

Examples:
  source <(npx faas-stack completion bash)
  npx faas-stack completion bash > ~/.local/share/bash-completion/completions/faas-stack
  source <(npx faas-stack completion zsh)
  npx faas-stack completion fish > ~/.config/fish/completions/faas-stack.fish`;

/** The command `completion`; `run` prints its result. */
export function completionCommand(program: Command, run: (command: () => string) => void): Command {
  return new Command('completion')
    .description('print the script that completes commands, options and values in a shell')
    .addArgument(new Argument('<shell>', 'shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action((shell: Shell) => run(() => completionScript(program, shell)));
}
