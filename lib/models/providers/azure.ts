import { createAzure } from '@ai-sdk/azure';

import { baseUrlOf, type ModelProvider } from './provider';

/** Azure OpenAI; the model's name is the name of a deployment. */
export const azure: ModelProvider = {
  name: 'azure',
  language: (model, access) =>
    createAzure({
      apiKey: access.key,
      ...(access.resourceName === undefined ? {} : { resourceName: access.resourceName }),
      ...baseUrlOf(access),
    }).chat(model),
};
