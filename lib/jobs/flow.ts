/** A child's place in the flow of its parent. */
export interface FlowLink {
  parentId: string;
  /** Its place among the parent's children, from 0. */
  index: number;
  /** The sibling that may start when this one has ended: so many siblings run at once as there are such chains. */
  nextId: string | null;
  /** True while it waits for the sibling before it: scheduled, without a time. */
  held: boolean;
}

/** What a parent knows of its children without reading them. */
export interface ChildCount {
  total: number;
  /** Ended in any way. */
  ended: number;
  /** Ended, and not completed. */
  failed: number;
}
