import { z } from 'zod';
import { cidr } from './common';

/** Address ranges that pods may reach. */
export const addressRanges = () =>
  z.array(
    z
      .strictObject({
        cidr: cidr().describe('Address range.'),
        except: z.array(cidr().describe('Address range.')).optional().describe('Ranges within it that stay blocked.'),
      })
      .describe('An allowed address range.'),
  );
