import './environment';

export {
	Bench,
	byId,
	Clock,
	lineOf,
	OperationBench,
	placeOf,
	type BenchOptions,
	type RunArguments,
} from './bench';
export { CredentialStore } from './credential-store';
export { runListSearch, type ListSearchOptions } from './list-search';
export type { LogEntry } from './logs';
export { pollNode, type Poll, type Poller, type PollNodeOptions } from './poll-node';
export { runNode, type NodeRun, type RunNodeOptions } from './run-node';
export { testCredential, type CredentialTest } from './test-credential';
export { WORKFLOW_TIME_ZONE } from './workbench';
export {
	webhookNode,
	type Called,
	type CallOptions,
	type Hooked,
	type WebhookNodeOptions,
} from './webhook-node';
