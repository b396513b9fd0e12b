import { HttpProblem, problemResponse } from '@/lib/http/problem';

function missing(): Response {
  return problemResponse(
    new HttpProblem('not_found', 'There is no such address in this API; see /api-docs.'),
  );
}

export {
  missing as DELETE,
  missing as GET,
  missing as HEAD,
  missing as PATCH,
  missing as POST,
  missing as PUT,
};
