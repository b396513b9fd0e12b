import type { Metadata } from 'next';

import { safeNext } from '@/components/auth/safe-next';
import { SignInCard } from '@/components/auth/sign-in-card';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams;
  return <SignInCard next={safeNext(typeof next === 'string' ? next : null)} />;
}
