import { UserError } from '../text/user-error';
import { nameOf, type ObjectId } from './objects';

/** Why an object cannot be applied. */
export interface Problem {
  readonly id: ObjectId;
  readonly problem: string;
  readonly fix: string;
}

/** Everything that keeps a platform from being applied; nothing was changed. */
export class NotApplicableError extends UserError {
  public override readonly name = 'NotApplicableError';

  constructor(public readonly problems: readonly Problem[]) {
    const lines = problems.map(({ id, problem, fix }) => `${nameOf(id)}: ${problem}\n  fix: ${fix}`);
    super(
      [...lines, `Nothing was changed: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`].join(
        '\n',
      ),
    );
  }
}
