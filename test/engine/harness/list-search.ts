import './environment';
import { LoadOptionsContext } from 'n8n-core';
import { UserError, type INodeListSearchResult, type INodeParameters, type INodeType } from 'n8n-workflow';
import type { CredentialStore } from './credential-store';
import { additionalDataWith, nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from './workbench';

export interface ListSearchOptions {
	parameters?: INodeParameters;
	credentials?: CredentialStore;
	/** What a person typed into the search box of the dropdown. */
	filter?: string;
	/** From the answer before, when a person scrolls on. */
	paginationToken?: string;
}

/** Fills a "From list" dropdown as the editor does, through n8n's own LoadOptionsContext. */
export async function runListSearch(
	node: INodeType,
	method: string,
	{ parameters = {}, credentials, filter, paginationToken }: ListSearchOptions = {},
): Promise<INodeListSearchResult> {
	const search = node.methods?.listSearch?.[method];
	if (!search) throw new UserError(`${node.description.displayName} has no listSearch method "${method}"`);
	const onCanvas = nodeOnCanvas(node, parameters, credentials);
	const workflow = workflowOf([onCanvas], {}, nodeTypes({ [typeNameOf(node)]: node }));
	const complete = workflow.getNode(onCanvas.name) ?? onCanvas;
	const additionalData = { ...additionalDataWith(credentials), currentNodeParameters: complete.parameters };
	const context = new LoadOptionsContext(workflow, complete, additionalData, '');
	return await search.call(context, filter, paginationToken);
}
