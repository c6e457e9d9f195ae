/** The project of builds, whose name is part of the log group's and of its role's trust. */
export const projectId = 'build-project';
