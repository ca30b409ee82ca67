/*
 * Each fact a rule can look at is defined once, here and in its siblings; its TypeScript type and the type the rule
 * language checks against both come from that definition.
 */

/** A field's type. `?` may be absent, which means *unknown*: a condition that needs an absent field has no value, so its rule stays quiet. */
export type FieldType =
  | 'string' | 'bool' | 'double' | 'list<string>'
  | 'string?' | 'bool?' | 'double?' | 'list<string>?'
  | Shape | OptionalShape | ListOfShape;

export interface Shape<Fields extends Record<string, FieldType> = Record<string, FieldType>> {
  readonly name: string;
  readonly fields: Fields;
}
interface OptionalShape<S extends Shape = Shape> { readonly optional: S }
interface ListOfShape<S extends Shape = Shape> { readonly listOf: S }

export function defineShape<const Fields extends Record<string, FieldType>>(name: string, fields: Fields): Shape<Fields> {
  return { name, fields };
}
export function optional<S extends Shape>(shape: S): OptionalShape<S> {
  return { optional: shape };
}
export function listOf<S extends Shape>(shape: S): ListOfShape<S> {
  return { listOf: shape };
}

interface Scalars { string: string; bool: boolean; double: number; 'list<string>': readonly string[] }
type Base<T> = T extends `${infer B}?` ? B : T;
type TypeOf<T> =
  T extends OptionalShape<infer S> ? FactOf<S>
    : T extends ListOfShape<infer S> ? readonly FactOf<S>[]
      : T extends Shape ? FactOf<T>
        : Base<T> extends keyof Scalars ? Scalars[Base<T>] : never;
type OptionalKeys<F> = { [K in keyof F]: F[K] extends `${string}?` | OptionalShape ? K : never }[keyof F];

/** The TypeScript type of what a shape describes. */
export type FactOf<S extends Shape> =
  { readonly [K in Exclude<keyof S['fields'], OptionalKeys<S['fields']>>]: TypeOf<S['fields'][K]> }
  & { readonly [K in OptionalKeys<S['fields']>]?: TypeOf<S['fields'][K]> };
