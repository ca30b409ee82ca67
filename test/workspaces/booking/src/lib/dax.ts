import AmazonDaxClient from 'amazon-dax-client';
import AWS from 'aws-sdk';

const service = new AmazonDaxClient({ endpoints: [process.env.DAX_ENDPOINT!], region: process.env.AWS_REGION });

/** The same tables, from memory: up to five minutes old. */
export const dax = new AWS.DynamoDB.DocumentClient({ service });
