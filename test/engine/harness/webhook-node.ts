import './environment';
import { EventEmitter } from 'node:events';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	deepCopy,
	UserError,
	type IDataObject,
	type INodeParameters,
	type INodeType,
	type IWebhookData,
	type WebhookSetupMethodNames,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialStore } from './credential-store';
import { recordingLogs, type LogEntry } from './logs';
import { additionalDataWith, nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from './workbench';

export interface WebhookNodeOptions {
	node: INodeType;
	parameters?: INodeParameters;
	credentials?: CredentialStore;
	/** The node's static data as an earlier process left it. */
	staticData?: IDataObject;
	/** Address of this n8n for webhooks. */
	webhookBaseUrl?: string;
}

export interface CallOptions {
	/** As the sender writes them; n8n sees the names in lower case. */
	headers?: Record<string, string | string[]>;
	query?: Record<string, string>;
	/** n8n cannot store the execution: the sender gets a 500, and nothing is saved. */
	storing?: 'works' | 'fails';
	/** What n8n waits for before it stores the execution. */
	before?: Promise<void>;
}

/** What a call came to. */
export interface Called {
	/** HTTP status of the answer. */
	status: number;
	/** `json` of the items of the execution that was started; empty without one. */
	json: IDataObject[];
	/** n8n starts an execution for these items. */
	isStarted: boolean;
	/** What webhook() threw: n8n notes it as a failed execution and answers 500. */
	error?: Error;
	/** All that n8n may store of the call, as text. */
	stored: string;
	logs: LogEntry[];
}

export interface Hooked {
	/** Publishes the workflow. Rejects with what the hook throws, and then n8n takes back what was done. */
	activate(mode?: WorkflowActivateMode): Promise<LogEntry[]>;
	deactivate(): Promise<void>;
	/** "Test step" of the editor registers and unregisters this way. */
	listenForTest(): Promise<void>;
	/** The methods under which n8n opens the address; none: no address. */
	methods(active?: boolean): string[];
	/** A call at the address. */
	call(body: Buffer | string, options?: CallOptions): Promise<Called>;
	/** The node's static data in n8n's database. */
	disk(): IDataObject;
	/** A new n8n process; other options may be changed. */
	restart(changes?: Partial<WebhookNodeOptions>): Hooked;
	url(): string;
}

/** Milliseconds that n8n needs at least to store an execution. */
const STORING = 5;

interface Opened {
	workflow: Workflow;
	/** The static data of the node. */
	read(): IDataObject;
	/** The same workflow and static data once more, as n8n does it for its own purposes. */
	wrap(): unknown;
	/** What n8n asks before it saves the static data. */
	isChanged(): boolean;
}

/** A published workflow with one webhook node, driven through n8n's own contexts in the order in which n8n 2.41 does it. */
export function webhookNode(options: WebhookNodeOptions): Hooked {
	const { node, webhookBaseUrl = 'http://n8n.invalid/webhook' } = options;
	let stored = JSON.stringify(options.staticData ?? {});

	const disk = () => JSON.parse(stored) as IDataObject;
	const open = (isActive = true): Opened => {
		const { parameters = {}, credentials } = options;
		const onCanvas = nodeOnCanvas(node, parameters, credentials, { webhookId: 'webhook-under-test' });
		const staticData = isEmpty(disk()) ? {} : { [`node:${onCanvas.name}`]: disk() };
		const wrap = () =>
			workflowOf([onCanvas], {}, nodeTypes({ [typeNameOf(node)]: node }), staticData, isActive);
		const workflow = wrap();
		const read = () =>
			JSON.parse(JSON.stringify(workflow.getStaticData('node', nodeOf(workflow)))) as IDataObject;
		return { workflow, read, wrap, isChanged: () => Boolean(workflow.staticData.__dataChanged) };
	};
	const nodeOf = (workflow: Workflow) => {
		const [found] = Object.values(workflow.nodes);
		if (!found) throw new UserError('The workflow has no node');
		return found;
	};
	const dataOf = (workflow: Workflow): IWebhookData => {
		const [description] = node.description.webhooks ?? [];
		if (!description) throw new UserError(`${node.description.displayName} has no webhook`);
		return {
			httpMethod: 'POST',
			node: nodeOf(workflow).name,
			path: '',
			webhookDescription: description,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: more(),
		};
	};
	const more = () => ({ ...additionalDataWith(options.credentials), webhookBaseUrl });

	const hook = async (
		name: WebhookSetupMethodNames,
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	) => {
		const method = node.webhookMethods?.default?.[name];
		const context = new HookContext(workflow, nodeOf(workflow), more(), mode, activation, dataOf(workflow));
		return (await method?.call(context)) ?? false;
	};

	return {
		async activate(mode = 'activate') {
			const { workflow, read } = open();
			const { logs } = await recordingLogs(async () => {
				try {
					if (!(await hook('checkExists', workflow, 'trigger', mode))) {
						await hook('create', workflow, 'trigger', mode);
					}
				} catch (error) {
					await hook('delete', workflow, 'internal', 'update').catch(() => undefined);
					throw error;
				}
			});
			stored = JSON.stringify(read());
			return logs;
		},
		async deactivate() {
			const { workflow, read } = open();
			await hook('delete', workflow, 'internal', 'update');
			stored = JSON.stringify(read());
		},
		async listenForTest() {
			const { workflow } = open(false);
			if (!(await hook('checkExists', workflow, 'manual', 'manual'))) {
				await hook('create', workflow, 'manual', 'manual');
			}
			await hook('delete', workflow, 'manual', 'manual');
		},
		methods(active = true) {
			const { workflow } = open(active);
			const [{ httpMethod } = { httpMethod: '' }] = node.description.webhooks ?? [];
			const value = workflow.expression.getSimpleParameterValue(nodeOf(workflow), httpMethod, 'internal', {});
			return String(value).split(',').filter(Boolean);
		},
		async call(body, { headers = {}, query = {}, storing = 'works', before } = {}) {
			const { workflow, read, wrap, isChanged } = open();
			const rawBody = Buffer.from(body);
			const response = new Response();
			const lower = Object.entries(headers).map(([name, value]) => [
				name.toLowerCase(),
				// Node joins a header that came twice
				Array.isArray(value) ? value.join(', ') : value,
			]);
			const request = {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'content-length': String(rawBody.length),
					...(Object.fromEntries(lower) as Record<string, string>),
				},
				rawBody,
				body: parsed(rawBody),
				query,
				params: {},
			};
			const additionalData = { ...more(), httpRequest: request, httpResponse: response } as never;
			const context = new WebhookContext(
				workflow,
				nodeOf(workflow),
				additionalData,
				'webhook',
				dataOf(workflow),
				[],
				null,
			);
			const { webhook } = node;
			if (!webhook) throw new UserError(`${node.description.displayName} has no webhook()`);
			const { result, logs } = await recordingLogs(async () => {
				try {
					return { taken: await webhook.call(context) };
				} catch (error) {
					return { error: error as Error };
				}
			});
			const { taken, error } = result;
			const items = taken?.workflowData?.[0];
			// Before it stores the execution, n8n 2.41 wraps the same static data once more, and forgets that they were changed
			if (items !== undefined) wrap();
			await new Promise((resolve) => setTimeout(resolve, STORING));
			await before;
			const isStored = !error && (items === undefined || storing === 'works');
			if (isStored && isChanged()) stored = JSON.stringify(read());
			if (!taken?.noWebhookResponse) response.finish(isStored ? 200 : 500);
			return {
				status: response.statusCode,
				json: isStored ? deepCopy((items ?? []).map(({ json }) => json)) : [],
				isStarted: isStored && items !== undefined,
				error,
				stored: JSON.stringify([
					items,
					stored,
					error && { ...error, message: error.message, stack: error.stack },
					response.sent,
					logs,
				]),
				logs,
			};
		},
		disk,
		restart: (changes = {}) => webhookNode({ ...options, ...changes, staticData: disk() }),
		url: () => `${webhookBaseUrl}/webhook-under-test/${String(node.description.webhooks?.[0]?.path)}`,
	};
}

function isEmpty(data: IDataObject): boolean {
	return Object.keys(data).length === 0;
}

/** As much of an answer of express as a node uses. */
class Response extends EventEmitter {
	statusCode = 200;
	destroyed = false;
	sent: unknown;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.sent = body;
		this.end();
		return this;
	}

	finish(code: number): void {
		this.statusCode = code;
		this.end();
	}

	private end(): void {
		this.emit('finish');
		this.destroyed = true;
		this.emit('close');
	}
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return {};
	}
}
