import { DaxDocument } from '@amazon-dax-sdk/lib-dax';

export const dax = new DaxDocument({ endpoints: [process.env.DAX_ENDPOINT!], region: process.env.AWS_REGION });
