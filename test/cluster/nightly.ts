/** Whether tests run that repeat in more cases what a daily test proves: `npm run test:nightly`. */
export const NIGHTLY = process.env['FAAS_STACK_NIGHTLY'] === '1';
