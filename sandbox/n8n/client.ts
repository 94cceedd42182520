import { setTimeout as wait } from 'node:timers/promises';
import type { INode, IConnections, IRunExecutionData, IWorkflowSettings } from 'n8n-workflow';
import { dialectOf, type Dialect, type PublicationStatus } from './dialects';
import { N8nCallError, N8nRest } from './rest';
import { unflatten } from './unflatten';

export interface Owner {
	email: string;
	/** At least 8 characters with a digit and a capital letter, or n8n refuses it. */
	password: string;
	firstName: string;
	lastName: string;
}

export interface CredentialInput {
	name: string;
	/** Credential type, such as `pigzApi`. */
	type: string;
	data: Record<string, unknown>;
}

/** What the Test button of a credential shows. */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** A workflow as a file in workflows/ holds it; credentials are named there, and get their ids at the import. */
export interface WorkflowInput {
	id?: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface Workflow extends WorkflowInput {
	id: string;
	/** The version being edited. */
	versionId: string;
	/** The version that runs; null while the workflow is not published. */
	activeVersionId: string | null;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: 'new' | 'running' | 'success' | 'error' | 'crashed' | 'canceled' | 'waiting' | 'unknown';
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
}

export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

export interface Column {
	name: string;
	type: 'string' | 'number' | 'boolean' | 'date';
}

/** A row of a Data Table; n8n adds `id`, `createdAt` and `updatedAt` to the columns. */
export type Row = Record<string, string | number | boolean | null>;

/** n8n 1.123 tells the end of an execution a moment before it has written what came out; of a crash nothing may be left. */
const isStored = ({ status, data }: { status: string; data: unknown }) =>
	data !== undefined || status === 'crashed' || status === 'canceled';

const finished = new Set<ExecutionSummary['status']>(['success', 'error', 'crashed', 'canceled']);

/**
 * What a person does in n8n's editor, as calls of its REST interface: that of n8n 2.41, and where n8n 1.123 differs, of
 * its dialect. Every failure is an N8nCallError that names the call and quotes n8n.
 */
export class N8nClient {
	private personalProject: string | undefined;

	private constructor(
		private readonly rest: N8nRest,
		private readonly dialect: Dialect,
	) {}

	/** Sets the owner up at n8n's first start, else logs in. */
	static async connect(url: string, owner: Owner): Promise<N8nClient> {
		const rest = new N8nRest(url);
		const { userManagement } = await rest.call<{ userManagement: { showSetupOnFirstLoad?: boolean } }>(
			'get',
			'/settings',
		);
		if (userManagement.showSetupOnFirstLoad) await rest.call('post', '/owner/setup', owner);
		else await rest.call('post', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		// only somebody who has logged in is told the version
		const { versionCli } = await rest.call<{ versionCli: string }>('get', '/settings');
		return new N8nClient(rest, dialectOf(versionCli));
	}

	/** Creates a credential, or replaces the data of the one with the same name and type. Resolves to its id. */
	async saveCredential(credential: CredentialInput): Promise<string> {
		const known = (await this.credentials()).find(
			({ name, type }) => name === credential.name && type === credential.type,
		);
		if (known) {
			await this.rest.call('patch', `/credentials/${known.id}`, credential);
			return known.id;
		}
		return (await this.rest.call<{ id: string }>('post', '/credentials', credential)).id;
	}

	async credentials(): Promise<Array<{ id: string; name: string; type: string }>> {
		return await this.rest.call('get', '/credentials');
	}

	/** Presses the Test button of a saved credential. As in the editor, secrets go back as the blanks that n8n showed. */
	async testCredential(id: string): Promise<CredentialTest> {
		const { name, type, data } = await this.rest.call<CredentialInput>(
			'get',
			`/credentials/${id}`,
			undefined,
			{
				includeData: true,
			},
		);
		return await this.rest.call('post', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Presses the Test button of a credential that was filled in, but not saved yet. */
	async testUnsavedCredential(credential: CredentialInput): Promise<CredentialTest> {
		return await this.rest.call('post', '/credentials/test', { credentials: { id: '', ...credential } });
	}

	async workflows(): Promise<Array<{ id: string; name: string; activeVersionId: string | null }>> {
		return await this.rest.call('get', '/workflows');
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.rest.call('get', `/workflows/${id}`);
	}

	/** The id here of a workflow with the same id, or without an id, and in n8n 1.123 always, the same name. */
	async findWorkflow(input: WorkflowInput): Promise<string | undefined> {
		const byId = input.id && this.dialect.keepsIds;
		const known = (await this.workflows()).find(({ id, name }) =>
			byId ? id === input.id : name === input.name,
		);
		return known?.id;
	}

	/**
	 * Imports a workflow, or saves a new draft of the one with the same id, or without an id the same name. What runs
	 * changes only with `publish`. Credentials are found by name and type. n8n 1.123 gives every workflow an id of its own.
	 * @throws Error where a credential that a node names is missing
	 */
	async saveWorkflow(input: WorkflowInput): Promise<Workflow> {
		const nodes = await this.withCredentialIds(input.nodes);
		const known = await this.findWorkflow(input);
		const draft = { name: input.name, nodes, connections: input.connections, settings: input.settings ?? {} };
		if (known) return await this.rest.call('patch', `/workflows/${known}`, draft);
		const made = { ...this.dialect.ofNewWorkflow, ...draft, ...(input.id ? { id: input.id } : {}) };
		return await this.rest.call('post', '/workflows', made);
	}

	/**
	 * Publishes the current draft and waits until n8n has activated its triggers.
	 * @throws N8nCallError with the message of the trigger that failed
	 */
	async publish(id: string, withinMs = 60_000): Promise<void> {
		const { versionId } = await this.workflow(id);
		const ask = async () => await this.rest.call('post', `/workflows/${id}/activate`, { versionId });
		await ask();
		const deadline = Date.now() + withinMs;
		// Seen with n8n 2.41: what was asked for is never begun
		let askAgainAt = Date.now() + withinMs / 2;
		for (;;) {
			const { status, triggers } = await this.publicationStatus(id);
			if (status === 'published') return;
			if (status === 'not_published' && Date.now() > askAgainAt) {
				await ask();
				askAgainAt = Infinity;
			}
			const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
			if (status === 'failed' || status === 'partial' || Date.now() > deadline) {
				throw new N8nCallError(
					`publishing workflow ${id}`,
					undefined,
					reasons.join('; ') || `status ${status}`,
				);
			}
			await wait(200);
		}
	}

	async publicationStatus(id: string): Promise<PublicationStatus> {
		return await this.dialect.publicationStatus(this.rest, await this.workflow(id));
	}

	async unpublish(id: string): Promise<void> {
		await this.rest.call('post', `/workflows/${id}/deactivate`, {});
	}

	/** Deletes a workflow with its executions. n8n wants it unpublished and archived first. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.rest.call('post', `/workflows/${id}/archive`, {});
		await this.rest.call('delete', `/workflows/${id}`);
	}

	/** Presses Execute Workflow on a trigger of the draft and waits for the end. */
	async run(id: string, triggerName: string, withinMs = 60_000): Promise<Execution> {
		const body = this.dialect.runBody(await this.workflow(id), triggerName);
		const { executionId } = await this.rest.call<{ executionId?: string }>(
			'post',
			`/workflows/${id}/run`,
			body,
		);
		if (!executionId) {
			throw new N8nCallError(
				`running workflow ${id}`,
				undefined,
				`"${triggerName}" waits for an event from outside`,
			);
		}
		return await this.untilFinished(executionId, withinMs);
	}

	/** The newest executions of a workflow, or of all, newest first. */
	async executions(
		filter: { workflowId?: string; status?: string[] } = {},
		limit = 50,
	): Promise<ExecutionSummary[]> {
		const { results } = await this.rest.call<{ results: ExecutionSummary[] }>(
			'get',
			'/executions',
			undefined,
			{
				filter: JSON.stringify(filter),
				limit,
			},
		);
		return results;
	}

	/** An execution with the data of each node: `data.resultData.runData[<node>]`. */
	async execution(id: string): Promise<Execution> {
		const stored = await this.rest.call<ExecutionSummary & { data: string }>('get', `/executions/${id}`);
		return { ...stored, data: unflatten(stored.data) as IRunExecutionData };
	}

	async untilFinished(executionId: string, withinMs = 60_000): Promise<Execution> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const execution = await this.execution(executionId);
			if (finished.has(execution.status) && isStored(execution)) return execution;
			if (Date.now() > deadline) {
				throw new N8nCallError(
					`execution ${executionId}`,
					undefined,
					`still ${execution.status} after ${withinMs} ms`,
				);
			}
			await wait(200);
		}
	}

	/** Creates a Data Table of the owner, or leaves the one of that name as it is. Resolves to its id. */
	async ensureTable(name: string, columns: Column[]): Promise<string> {
		const known = await this.tableId(name);
		if (known) return known;
		const path = await this.tablesPath();
		return (await this.rest.call<{ id: string }>('post', path, { name, columns })).id;
	}

	async tableId(name: string): Promise<string | undefined> {
		const { data } = await this.rest.call<{ data: Array<{ id: string; name: string }> }>(
			'get',
			await this.tablesPath(),
			undefined,
			{ filter: JSON.stringify({ name }) },
		);
		return data.find((table) => table.name === name)?.id;
	}

	/** Writes a row into a Data Table, as a person does in its grid. */
	async addRow(tableId: string, row: Row): Promise<void> {
		const path = `${await this.tablesPath()}/${tableId}/insert`;
		await this.rest.call('post', path, { data: [row], returnType: 'count' });
	}

	/** Rows of a Data Table, newest first. */
	async rows(tableId: string, limit = 100): Promise<Row[]> {
		const path = `${await this.tablesPath()}/${tableId}/rows`;
		const { data } = await this.rest.call<{ data: Row[] }>('get', path, undefined, {
			take: limit,
			sortBy: 'id:desc',
		});
		return data;
	}

	private async tablesPath(): Promise<string> {
		this.personalProject ??= (await this.rest.call<{ id: string }>('get', '/projects/personal')).id;
		return `/projects/${this.personalProject}/data-tables`;
	}

	private async withCredentialIds(nodes: INode[]): Promise<INode[]> {
		const known = await this.credentials();
		return nodes.map((node) => {
			if (!node.credentials) return node;
			const wanted = Object.entries(node.credentials).map(([type, { name }]) => {
				const found = known.find((credential) => credential.type === type && credential.name === name);
				if (!found)
					throw new Error(
						`Node "${node.name}" wants the credential "${name}" of type ${type}, which n8n does not have`,
					);
				return [type, { id: found.id, name }] as const;
			});
			return { ...node, credentials: Object.fromEntries(wanted) };
		});
	}
}
