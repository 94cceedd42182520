import type { INode, IDataObject, INodeParameters } from 'n8n-workflow';

/** A text in the two languages of every note: Portuguese for the shop, English for everybody else. */
export interface Text {
	pt: string;
	en: string;
}

/** A node of a template, before it has an id and a place on the canvas. */
export interface Step {
	/** A sentence, unique in its workflow: what a person reads under the node, and what expressions refer to. */
	name: string;
	type: string;
	typeVersion: number;
	parameters: INodeParameters;
	/** Column and row inside its section. */
	at: [number, number];
	/** Names of credentials by their types, as the shop may have called them. */
	credentials?: Record<string, string>;
	/** Switched off: for a service that not every shop has. */
	disabled?: boolean;
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	alwaysOutputData?: boolean;
	executeOnce?: boolean;
	/** The node has an address of its own, which n8n makes from an id. */
	hasAddress?: boolean;
}

/** Nodes that belong together, framed by a note that says what they do. */
export interface Section {
	note: Text;
	steps: Step[];
}

/** From the name of a node to those behind it, one list for each of its outputs. */
export type Links = Record<string, string[] | string[][]>;

/** What a template is made of. */
export interface Template {
	/** Name of the file without its ending. */
	file: string;
	/** Name of the workflow. */
	name: string;
	/** The first note: what it is for, and what to fill in. */
	about: Text;
	/** Rows of sections, from above to below; a row is read from left to right. */
	rows: Section[][];
	links: Links;
}

/** A workflow as n8n exports it. */
export interface WorkflowFile extends IDataObject {
	name: string;
	nodes: INode[];
	connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }>;
	settings: IDataObject;
	pinData: IDataObject;
	active: false;
	meta: IDataObject;
	tags: string[];
}
