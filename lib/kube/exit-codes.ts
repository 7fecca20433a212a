/**
 * Exit code of a script in a Job whose failure another try cannot heal, such as refused credentials: the Job fails at once (`EX_CONFIG`
 * of sysexits.h). Any other failure is tried again.
 */
export const CANNOT_HEAL = 78;
