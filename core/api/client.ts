import type { ICredentialDataDecryptedObject, IDataObject, NodeApiError } from 'n8n-workflow';
import { baseUrlOf, storeOf } from '../account';
import type { StoreContext } from '../order/platform';
import type { PlatformNode } from '../platform';
import { faultInAnswer, unwrap } from './answer';
import { BadInput } from './badInput';
import type { ApiContext } from './context';
import { isLoginRefused, sameFor, toNodeApiError, withItem } from './errors';
import type { FaultPlace } from './errors';
import { listRows } from './paging';
import { buildRequest } from './request';
import type { WireValues } from './request';
import { send } from './send';
import type { ApiClient, Operation } from './types';

/** A platform as one credential sees it. */
export interface PlatformClient extends ApiClient {
	store: StoreContext;
	/** Like `call`, but resolves to the whole answer body; `requestPath` corrects a guessed path. */
	callWhole(operation: string, values?: WireValues, requestPath?: string): Promise<unknown>;
	operation(id: string): Operation;
}

/**
 * A client for the node's credential.
 * @param patience milliseconds after which a failed request is not tried again
 * @throws NodeOperationError where the credential's address or time zone cannot be used
 */
export async function apiClient(
	context: ApiContext,
	platform: PlatformNode,
	patience?: number,
): Promise<PlatformClient> {
	const credentials = await context.getCredentials<ICredentialDataDecryptedObject>(platform.credential);
	return clientOf(context, platform, credentials, patience);
}

/**
 * As `apiClient`, for credentials that were read already: with each reading n8n builds an isolate for its expressions,
 * which costs more than everything else that a call does.
 */
export function clientOf(
	context: ApiContext,
	platform: PlatformNode,
	credentials: ICredentialDataDecryptedObject,
	patience?: number,
): PlatformClient {
	return new Client(context, platform, credentials, ...addressOf(context, platform, credentials), patience);
}

function addressOf(
	context: ApiContext,
	platform: PlatformNode,
	credentials: ICredentialDataDecryptedObject,
): [string, StoreContext] {
	try {
		return [baseUrlOf(platform, credentials), storeOf(platform, credentials)];
	} catch (error) {
		throw withItem(context.getNode(), error);
	}
}

class Client implements PlatformClient {
	private refusedLogin: NodeApiError | undefined;

	constructor(
		private readonly context: ApiContext,
		private readonly platform: PlatformNode,
		private readonly credentials: ICredentialDataDecryptedObject,
		private readonly baseUrl: string,
		readonly store: StoreContext,
		private readonly patience: number | undefined,
	) {}

	operation(id: string): Operation {
		const operation = this.platform.api.operations[id];
		if (!operation) {
			const problem = new BadInput(
				`${this.platform.displayName} has no operation "${id}"`,
				'Choose an operation from the list.',
			);
			throw withItem(this.context.getNode(), problem);
		}
		return operation;
	}

	async call(id: string, values: WireValues = {}): Promise<unknown> {
		return unwrap(this.operation(id).answer, await this.callWhole(id, values));
	}

	async list(
		id: string,
		values: WireValues,
		isEnough?: (rows: IDataObject[]) => boolean,
	): Promise<IDataObject[]> {
		return await listRows(this, this.operation(id), values, { isEnough });
	}

	async callWhole(id: string, values: WireValues = {}, requestPath?: string): Promise<unknown> {
		// One refused login is enough: every further try could lock the store's account
		if (this.refusedLogin) throw sameFor(this.context.getNode(), this.refusedLogin);
		const operation = this.operation(id);
		const path = requestPath?.trim() || this.pathOf(operation);
		const request = buildRequest(operation, values, this.baseUrl, path);
		const place: FaultPlace = {
			platform: this.platform.displayName,
			operation,
			address: request.url.replace(/^https?:\/\//, ''),
			subject: subjectOf(operation, values),
		};
		try {
			const answer = await send(this.context, this.platform.credential, request, place, this.patience);
			if (answer.statusCode === 404) return undefined;
			const inside = faultInAnswer(place, answer.statusCode, answer.body);
			if (inside) throw toNodeApiError(this.context.getNode(), inside);
			return answer.body;
		} catch (error) {
			if (isLoginRefused(error)) this.refusedLogin = error;
			throw withItem(this.context.getNode(), error);
		}
	}

	private pathOf({ path }: Operation): string {
		return this.platform.pathOf?.(path, this.credentials) ?? path;
	}
}

/** `order 3105`, from the path value that names a thing, for messages. */
function subjectOf(operation: Operation, values: WireValues): string | undefined {
	const field = operation.fields.find((candidate) => candidate.in === 'path' && candidate.reference);
	const value = field && (values[field.name] ?? values[`path.${field.name}`]);
	return field && value !== undefined ? `${field.label.toLowerCase()} ${String(value)}` : undefined;
}
