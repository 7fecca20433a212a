import { finding, type Check } from './finding';

/** The API server would refuse an object with such a field or value (`kubectl apply --validate=strict`, which is the default). */
export const fields: Check = ({ objects }) =>
  objects.flatMap((object) =>
    (object.refused ?? []).map(({ path, line, problem, fix }) => {
      const found = finding('FS-111', object, problem, fix, path);
      return line === undefined ? found : { ...found, line };
    }),
  );
