import { serviceRecords } from '../../../lib/mixins/service/records';
import { platformSchema } from '../../../lib/platform/model';

/** The records of the business service with its defaults, all signals measured. */
export const SERVICE_RECORDS = serviceRecords(platformSchema.parse({}).monitoring.service, () => true);
