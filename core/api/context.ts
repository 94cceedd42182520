import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** Every n8n context from which a platform can be called. */
export type ApiContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;
