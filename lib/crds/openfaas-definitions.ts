import type { Definition, Schema } from './schema';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', additionalProperties: text };
const list: Schema = { type: 'array', items: text };
const amounts: Schema = { type: 'object', properties: { cpu: text, memory: text } };

/**
 * The part of OpenFaaS' custom resource definition that the platform writes, after the Go types of the API (openfaas/faas-netes 662ce9c,
 * pkg/apis/openfaas/v1/types.go). OpenFaaS brings the definition itself into a cluster.
 */
export const FUNCTION_DEFINITION: Definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'functions.openfaas.com', annotations: {} },
  spec: {
    group: 'openfaas.com',
    names: { kind: 'Function', plural: 'functions' },
    versions: [
      {
        name: 'v1',
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['name', 'image'],
                properties: {
                  name: text,
                  image: text,
                  handler: text,
                  annotations: texts,
                  labels: texts,
                  environment: texts,
                  constraints: list,
                  secrets: list,
                  limits: amounts,
                  requests: amounts,
                  readOnlyRootFilesystem: { type: 'boolean' },
                },
              },
            },
          },
        },
      },
    ],
  },
};
