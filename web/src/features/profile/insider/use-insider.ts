export const insiderKey = (id: string) => ['insider', id] as const;
