import { z } from 'zod';
import { isSecretName } from '../../text/secret-name';
import { isTimeZone } from '../../text/time-zone';

/** Source of a regular expression for the value of a label that is not empty (Kubernetes, `IsValidLabelValue`). */
export const LABEL_NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

/** A string on one line, such as a name or a title. */
export const line = (max = 1024): z.ZodString =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\r\n]*$/, { error: 'text on one line' });

/** The value of a label of an object (Kubernetes, `IsValidLabelValue`). */
export const labelValue = (): z.ZodString =>
  z.string().regex(new RegExp(`^(${LABEL_NAME})?$`), {
    error:
      "the value of a label: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
  });

/** The name of a label of a series, in the classic form (Prometheus, "Data model"). */
export const labelName = (): z.ZodString =>
  z.string().regex(/^[a-zA-Z_]\w*$/, { error: 'the name of a label: letters, digits and _, without a digit in front' });

/** A key of a Secret or ConfigMap (Kubernetes, `IsConfigMapKey`). */
export const dataKey = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^(?!\.\.?$)[-._a-zA-Z0-9]+$/, { error: "a key of a Secret: letters, digits, '-', '_' and '.'" });

/** The name of a port of a container (Kubernetes, `IsValidPortName`). */
export const portName = (): z.ZodString =>
  z
    .string()
    .max(15)
    .regex(/^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
      error: "the name of a port: at most 15 lower-case letters, digits and '-', at least one letter",
    });

/** The API group and version of an object. */
export const apiVersion = (): z.ZodString =>
  z.string().regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?v\d+((alpha|beta)\d+)?$/, {
    error: 'a version, or a group and a version, such as v1 or apps/v1',
  });

/** The kind of an object. */
export const kind = (): z.ZodString =>
  z
    .string()
    .max(63)
    .regex(/^[A-Za-z][A-Za-z0-9]*$/, { error: 'a kind, such as StatefulSet' });

/** The name of an object of any kind (Kubernetes, `IsValidPathSegmentName`). */
export const anyObjectName = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^(?!\.\.?$)[^/%\s]+$/, { error: "the name of an object, without white space, '/' and '%'" });

/** The name of an HTTP header. */
export const headerName = (): z.ZodString =>
  z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, { error: 'the name of an HTTP header' });

/** A time zone of the IANA database. */
export const timeZone = () =>
  z.string().refine(isTimeZone, { error: 'a time zone of the IANA database, such as Europe/Berlin or UTC' });

/** The address of a mail, with or without a name (RFC 5322), or a template of it. */
export const mailAddress = () =>
  line().refine((text) => text.includes('{{') || /^[^@]*[^@\s<][^@]*@[^@\s]+/.test(text), {
    error: 'a mail address on one line, such as oncall@example.org, or several, separated by commas',
  });

/** A tag, branch or commit of git (git, `git-check-ref-format`). */
export const gitReference = () =>
  z
    .string()
    .max(255)
    .refine((text) => /^[\w][\w.+/-]*$/.test(text) && !/\.\.|\/\/|\/\.|[./]$|\.lock$/.test(text), {
      error: 'a tag, branch or commit: letters, digits, . _ + - and /, beginning with a letter or digit',
    });

/** The beginning of the names of Kafka topics, which have at most 249 characters (Kafka, `Topic.validate`). */
export const topicPrefix = (): z.ZodString =>
  z
    .string()
    .max(150)
    .regex(/^[a-zA-Z0-9._-]*$/, { error: "letters, digits, '.', '_' and '-'" });

/** The name of a Kafka topic (Kafka, `Topic.validate`). */
export const topicName = (): z.ZodString =>
  z
    .string()
    .max(249)
    .regex(/^(?!\.\.?$)[a-zA-Z0-9._-]+$/, { error: "the name of a topic: letters, digits, '.', '_' and '-'" });

/** JVM options and system properties. Manifests show them, so a password is refused. */
export const javaOptions = (what: string) =>
  z
    .string()
    .max(16_384)
    .superRefine((text, context) => {
      const properties = [...text.matchAll(/-D([^\s=]+)=/g)].map(([, name = '']) => name);
      const property = properties.find(isSecretName);
      if (property === undefined) return;
      const problem = `sets -D${property.slice(0, 100)}, and the manifests would show the secret`;
      const fix = 'remove it, and amend the container with a variable whose value is from a Secret (valueFrom)';
      context.addIssue({ code: 'custom', message: 'options without secrets', params: { problem, fix, hidden: true } });
    })
    .default('')
    .describe(what);
