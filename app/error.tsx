"use client";
import { ErrorProblem, type ErrorProps } from "#components/frame/error-problem.tsx";

export default function ErrorPage(props: ErrorProps) {
  return (
    <main>
      <ErrorProblem {...props} />
    </main>
  );
}
