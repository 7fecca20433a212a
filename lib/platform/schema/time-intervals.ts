import { z } from 'zod';
import { line } from './values';

const time = (what: string) =>
  z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'a time of day in quotes, such as "08:30" or "24:00"' })
    .describe(what);

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

/** A list of values, or ranges of them such as `monday:friday`. */
const ranges = (value: string, form: string, what: string) =>
  z
    .array(
      z
        .string()
        .regex(new RegExp(`^(${value})(:(${value}))?$`), { error: form })
        .describe(`${form.charAt(0).toUpperCase()}${form.slice(1)}.`),
    )
    .optional()
    .describe(what);

const interval = z
  .strictObject({
    times: z
      .array(
        z
          .strictObject({ start: time('Beginning.'), end: time('End, which does not belong to it.') })
          .describe('A part of each day.'),
      )
      .optional()
      .describe('Times of day, in UTC. Default: all day.'),
    weekdays: ranges(DAYS.join('|'), 'a weekday or a range, such as monday:friday', 'Weekdays. Default: all.'),
    daysOfMonth: ranges(
      '-?([1-9]|[12]\\d|3[01])',
      'a day or a range, such as 1:5; negative numbers count from the end',
      'Days of the month. Default: all.',
    ),
    months: ranges(
      `${MONTHS.join('|')}|[1-9]|1[0-2]`,
      'a month or a range, such as december or 1:3',
      'Months. Default: all.',
    ),
    years: ranges('\\d{4}', 'a year or a range, such as 2030:2032', 'Years. Default: all.'),
  })
  .describe('A recurring interval; all of its keys must hold.');

/** Named intervals of time, in UTC. */
export const timeIntervals = z
  .array(
    z
      .strictObject({
        name: line(200).describe('Name that routes refer to.'),
        intervals: z.array(interval).min(1).describe('Recurring intervals; one of them must hold.'),
      })
      .describe('A named time interval.'),
  )
  .default([])
  .describe('Time intervals, in UTC, for muteTimeIntervals and activeTimeIntervals of routes.');
