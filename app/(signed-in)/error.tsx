"use client";
export { ErrorProblem as default } from "#components/frame/error-problem.tsx";
