import type { Place } from '../../facts/place.js';
import type { Shown } from '../links.js';

/*
 * What the comparison report says, before it is written as Markdown, HTML or JSON: every format shows the same.
 * Texts are plain; names come from the workspace and may hold anything, so each format escapes them.
 */

/** A place as the report shows it. */
export interface ReportPlace extends Place, Shown {}

/** How needs and guarantees meet. `conditional`: it fits if the conditions hold that could not be checked. */
export type Verdict = 'fits' | 'conditional' | 'unmet' | 'unfit' | 'not-assessed';

export interface Source {
  readonly url: string;
  /** `2026-08`: when it was read. */
  readonly date: string;
}

export interface ReportModel {
  /** As of when the knowledge is, `2026-11`. */
  readonly asOf: string;
  /** Worst first. */
  readonly dataSets: readonly DataSetReport[];
  readonly deployments: readonly DeploymentReport[];
  /**
   * Who uses which data set: for the diagram. A service is the folder of a package or application, '' for the root.
   * Its data sets are ids; everywhere else data sets go by their names.
   */
  readonly services: readonly { readonly name: string; readonly dataSets: readonly string[] }[];
  /** The fit matrix: a row per role, a cell per mode; the roles found in this workspace first. */
  readonly matrix: FitMatrix;
  /** What each mode of the matrix gives: a row per question, a cell per mode. */
  readonly capabilities: readonly CapabilityReport[];
  /** The stores compared in general, under fixed headings. */
  readonly comparison: readonly ComparisonSection[];
  readonly fine: readonly { readonly rule: string | undefined; readonly dataSet: string | undefined; readonly place: ReportPlace | undefined; readonly reason: string }[];
  readonly notAssessed: readonly { readonly dataSet: string; readonly why: string; readonly declare: string }[];
  readonly assumptions: readonly string[];
}

export interface DataSetReport {
  /** Unique within the report; also the anchor of its part: `redis-order`. */
  readonly id: string;
  readonly name: string;
  readonly store: 'redis' | 'dynamodb' | 'cassandra';
  /** A role's id, or undefined when it is not known. */
  readonly role: string | undefined;
  readonly roleTitle: string | undefined;
  readonly confidence: number;
  readonly isDeclared: boolean;
  readonly votes: readonly { readonly role: string; readonly weight: number; readonly because: string }[];
  /** Axis, value needed, value given (undefined: not known), and where they do not meet. */
  readonly needs: readonly NeedReport[];
  readonly reads: readonly UseReport[];
  readonly writes: readonly UseReport[];
  readonly expiry: string | undefined;
  /** Data sets of the same key family, and those that hold the same thing in another store. */
  readonly related: readonly { readonly id: string; readonly name: string }[];
  /** Names of deployments in `deployments`. */
  readonly keptIn: readonly string[];
  /** The worst of its deployments. */
  readonly verdict: Verdict;
  /** One sentence that gives the verdict's reason. */
  readonly reason: string;
  /** What to write so that it can be assessed. */
  readonly declare?: string;
  readonly fits: readonly FitReport[];
  readonly findings: readonly { readonly rule: string; readonly severity: 'error' | 'warning' | 'info' | 'hint'; readonly message: string; readonly place: ReportPlace }[];
  /** What would make it fit, the least change first. */
  readonly remedies: readonly Remedy[];
  /** Redis, DynamoDB and Cassandra side by side for this data set: the best mode of each, with the reason. */
  readonly alternatives: readonly { readonly store: string; readonly mode: string; readonly title: string; readonly verdict: Verdict; readonly reason: string; readonly conditions: readonly string[] }[];
}

export interface NeedReport {
  readonly axis: string;
  readonly needed: string;
  readonly given: string | undefined;
  /** Where that is less than the store could give: what it could, why it does not, and where in the code. */
  readonly less?: { readonly could: string; readonly because: string; readonly place: ReportPlace | undefined };
  /** Undefined when it is not assessed. */
  readonly isMet: boolean | undefined;
  /** Of the axis's scale, weakest 0; undefined when the axis has no order. For the picture. */
  readonly neededRank: number | undefined;
  readonly givenRank: number | undefined;
  readonly scale: readonly string[];
}

export interface UseReport {
  readonly command: string;
  readonly place: ReportPlace;
}

/** The data set in one deployment it is kept in. */
export interface FitReport {
  /** Undefined where it is not known, as are the next. */
  readonly deployment: string | undefined;
  /** A column of the fit matrix: `redis-aof-everysec`. */
  readonly mode: string | undefined;
  readonly modeTitle: string | undefined;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly conditions: readonly { readonly id: string; readonly text: string; readonly state: 'met' | 'unmet' | 'open'; readonly because: string | undefined }[];
  readonly source: Source | undefined;
}

export interface Remedy {
  readonly kind: 'setting' | 'deployment' | 'store';
  readonly text: string;
  /** Prices in words: `none`, `a disk write per second`, … */
  readonly latency: string;
  readonly cost: string;
  readonly effort: string;
}

export interface DeploymentReport {
  readonly name: string;
  readonly product: string;
  readonly mode: string | undefined;
  readonly modeTitle: string | undefined;
  readonly environment: string;
  /** What it gives, by axis, in words with source. */
  readonly gives: readonly { readonly what: string; readonly text: string; readonly source: Source | undefined }[];
  readonly dataSets: readonly string[];
  readonly place: ReportPlace | undefined;
}

export interface FitMatrix {
  readonly modes: readonly { readonly id: string; readonly title: string; readonly store: string; readonly isUsed: boolean }[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly role: string;
  readonly title: string;
  /** A data set of this workspace has the role. */
  readonly isUsed: boolean;
  readonly cells: readonly MatrixCell[];
}

export interface MatrixCell {
  readonly mode: string;
  readonly verdict: 'fits' | 'conditional' | 'unfit' | 'not-assessed';
  readonly reason: string;
  readonly conditions: readonly string[];
  readonly source: Source;
}

export interface CapabilityReport {
  /** `Loss of a zone`. */
  readonly title: string;
  readonly cells: readonly { readonly mode: string; readonly text: string; readonly source: Source }[];
}

export interface ComparisonSection {
  /** `Data persistence`. */
  readonly heading: string;
  readonly claims: readonly {
    readonly store: 'redis' | 'dynamodb' | 'cassandra' | 'all';
    /** True today. */
    readonly text: string;
    /** What is commonly said and is wrong or outdated. */
    readonly corrects: string | undefined;
    readonly sources: readonly Source[];
  }[];
}
