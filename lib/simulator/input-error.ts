import { InputFileError, type Mistake } from '../text/input-file';

/** A trace or a file of manifests that cannot be simulated, with all mistakes in it. */
export class SimulationInputError extends InputFileError {
  public override readonly name = 'SimulationInputError';

  constructor(file: string, mistakes: readonly Mistake[]) {
    super(file, mistakes, 'nothing was simulated');
  }
}
